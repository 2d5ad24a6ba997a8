import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, buildConnector } from "undici";
import { isPublicAddress } from "./public-address.ts";

/** The host is, or resolves only to, addresses that runners may not reach. */
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

/** Resolves to public addresses only; it answers the socket itself, so no second look-up can differ from the checked one. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (first === undefined) {
      return callback(new RefusedAddressError(hostname, addresses[0]?.address ?? "no address"), []);
    }
    if (options.all) callback(null, open);
    else callback(null, first.address, first.family);
  });
};

// The fetcher's own limit of time covers connecting, waiting and reading; undici's are put out of its way.
const AGENT_OPTIONS = { headersTimeout: 0, bodyTimeout: 0, pipelining: 1, maxHeaderSize: 64 * 1024 } as const;
const CONNECT_OPTIONS = { timeout: 180_000, allowH2: false } as const;

/** An undici agent that connects to public addresses only, whatever the URL or its name server says. */
export function createGuardedAgent(): Agent {
  const connect = buildConnector({ ...CONNECT_OPTIONS, lookup: publicLookup, port: 0 });
  return new Agent({
    ...AGENT_OPTIONS,
    connect: (options, callback) => {
      const host = options.hostname.replace(/^\[|\]$/g, "");
      // Sockets do not look up a host that is an address already.
      if (isIP(host) !== 0 && !isPublicAddress(host)) callback(new RefusedAddressError(host, host), null);
      else connect(options, callback);
    },
  });
}

/** An undici agent without the guard, for the origins that the operator's own configuration allows. */
export function createOpenAgent(): Agent {
  return new Agent({ ...AGENT_OPTIONS, connect: CONNECT_OPTIONS });
}
