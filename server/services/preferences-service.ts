import { PREFERENCE_SCHEMAS } from "../../lib/api/preference-schemas.ts";
import type { Preference, PreferenceName, Preferences } from "../../lib/api/types.ts";
import { type Principal, requireScope } from "../auth/principal.ts";
import { deletePreference, readPreference, writePreference } from "../store/preferences.ts";
import type { Store } from "../store/write.ts";

/** What people choose for themselves, kept for each in each organisation. */
export class PreferencesService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** `value` is null when it was never set, or was set to something that is not understood any more. */
  async get<Name extends PreferenceName>(principal: Principal, name: Name): Promise<Preference<Name>> {
    const text = await readPreference(this.#store.db, keyOf(principal, name));
    if (text === undefined) return { value: null };
    const kept = PREFERENCE_SCHEMAS[name].safeParse(JSON.parse(text));
    return { value: kept.success ? kept.data : null };
  }

  /** Keeps a preference that fits its schema; null forgets it. */
  async set<Name extends PreferenceName>(
    principal: Principal,
    name: Name,
    value: Preferences[Name] | null,
  ): Promise<Preference<Name>> {
    requireScope(principal, "services:write");
    const key = keyOf(principal, name);
    if (value === null) await deletePreference(this.#store.db, key);
    else await writePreference(this.#store.db, key, JSON.stringify(value));
    return { value };
  }
}

function keyOf({ org, id }: Principal, name: PreferenceName) {
  return { org, person: id, name };
}
