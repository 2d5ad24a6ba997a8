import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";

/** The host is, or resolves only to, addresses that may not be reached. */
export class RefusedAddressError extends Error {
  override readonly name = "RefusedAddressError";
  readonly host: string;
  readonly address: string;

  constructor(host: string, address: string) {
    super(`${host} is at ${address}`);
    this.host = host;
    this.address = address;
  }
}

/** Whether an IP address may be connected to. */
export type AddressRule = (address: string) => boolean;

/** Resolves to allowed addresses only; it answers the socket itself, so no second look-up can differ from the checked one. */
export function guardedLookup(isAllowed: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const open = addresses.filter(({ address }) => isAllowed(address));
      const first = open[0];
      if (first === undefined) {
        return callback(new RefusedAddressError(hostname, addresses[0]?.address ?? "no address"), []);
      }
      if (options.all) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

/** Sockets do not look up a host that is an address already: this is for those. Brackets around one are left out. */
export function refusedHost(hostname: string, isAllowed: AddressRule): RefusedAddressError | null {
  const host = hostname.replace(/^\[|\]$/g, "");
  return isIP(host) !== 0 && !isAllowed(host) ? new RefusedAddressError(host, host) : null;
}

/** An undici agent that connects to allowed addresses only, whatever the URL or its name server says. */
export function createGuardedAgent(
  isAllowed: AddressRule,
  options: Omit<Agent.Options, "connect">,
  connectTimeoutMs: number,
): Agent {
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    allowH2: false,
    lookup: guardedLookup(isAllowed),
    port: 0,
  });
  return new Agent({
    ...options,
    connect: (target, callback) => {
      const refused = refusedHost(target.hostname, isAllowed);
      if (refused === null) connect(target, callback);
      else callback(refused, null);
    },
  });
}
