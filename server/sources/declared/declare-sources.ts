import type { Logger } from "pino";
import { isBackendKind } from "../../../lib/sources/kinds.ts";
import { isReadAfresh } from "../../../lib/sources/settings.ts";
import { parseSettings } from "../../../lib/sources/settings-schema.ts";
import { ConfigError } from "../../config.ts";
import { type HeldSource, holdSources, insertDeclared, releaseDeclared, updateSource } from "../../store/sources.ts";
import type { Store } from "../../store/write.ts";
import { BackendError } from "../backend-error.ts";
import type { SourceSecrets } from "../secrets.ts";
import type { Declarations, DeclaredSource } from "./config-file.ts";

export interface DeclareParts {
  store: Store;
  secrets: SourceSecrets;
  log: Logger;
  org: string;
}

/**
 * Makes the sources of an organisation what a file declares: those that it names are added, or changed where they differ; those that
 * it named before, and does not any more, are left to people. All of it happens, or nothing.
 * @throws ConfigError naming the file and the field
 */
export async function declareSources(
  { store, secrets, log, org }: DeclareParts,
  declarations: Declarations | null,
): Promise<void> {
  const { file, sources } = declarations ?? { file: "", sources: [] };
  await store.write(async (tx) => {
    const held = await holdSources(tx);
    const isDeclared = (id: string) => sources.some((source) => source.id === id);
    for (const source of held) {
      if (source.declaredIn !== null && !isDeclared(source.id)) await releaseDeclared(tx, source);
    }
    for (const [place, declared] of sources.entries()) {
      const { id, kind, name, settings, key } = declared;
      const problem = problemWith(declared, org, held);
      if (problem !== null) throw new ConfigError(`${file}: sources.${place}.${problem}.`);
      const there = held.find((source) => source.id === id);
      const content = { kind, name, config: JSON.stringify(settings), declaredIn: file };
      if (there === undefined) {
        await insertDeclared(tx, { org, id, ...content, secret: key === null ? null : secrets.seal(id, key) });
      } else if (there.removedAt !== null) {
        log.warn({ source: id }, `${id} of ${file} is being removed; it is connected at the next start`);
      } else {
        const isSameKey = keyOf(there, secrets) === key;
        const isSame = there.kind === kind && there.name === name && there.config === content.config;
        if (isSame && isSameKey && there.declaredIn === file) continue;
        const secret = isSameKey ? there.secret : key === null ? null : secrets.seal(id, key);
        const before = isBackendKind(there.kind) ? parseSettings(there.kind, there.config) : null;
        const afresh = there.kind !== kind || isReadAfresh(before, settings);
        await updateSource(tx, { org, id }, { ...content, secret }, { afresh });
      }
    }
  });
}

function problemWith({ id, name }: DeclaredSource, org: string, held: readonly HeldSource[]): string | null {
  const there = held.find((source) => source.id === id);
  if (there !== undefined && there.org !== org) return "id is that of a source of another organisation";
  const isNamed = (source: HeldSource) => source.name.toLowerCase() === name.toLowerCase();
  const other = held.find(
    (source) => source.org === org && source.removedAt === null && source.id !== id && isNamed(source),
  );
  return other === undefined
    ? null
    : `name is that of the source ${other.id} already: choose another, or give it that id`;
}

/** The stored key; undefined, which is none that can be declared, where it cannot be opened. */
function keyOf({ id, secret }: HeldSource, secrets: SourceSecrets): string | null | undefined {
  if (secret === null) return null;
  try {
    return secrets.open(id, secret);
  } catch (error) {
    if (error instanceof BackendError) return undefined;
    throw error;
  }
}
