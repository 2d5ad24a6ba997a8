import { BlockList, isIP } from "node:net";

/** Private, local, shared, multicast, documentation and otherwise reserved IPv4 ranges (IANA special-purpose registry). */
const RESERVED_IPV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** What is reserved inside 2000::/3, the only range that the internet routes. */
const RESERVED_IPV6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const NAT64 = "64:ff9b::";

const reservedIPv4 = new BlockList();
for (const [network, prefix] of RESERVED_IPV4) reservedIPv4.addSubnet(network, prefix, "ipv4");

const routedIPv6 = new BlockList();
routedIPv6.addSubnet("2000::", 3, "ipv6");
routedIPv6.addSubnet(NAT64, 96, "ipv6");

// A list of its own for IPv6: Node matches IPv4 addresses against IPv6 rules by their mapped form.
const reservedIPv6 = new BlockList();
for (const [network, prefix] of RESERVED_IPV6) reservedIPv6.addSubnet(network, prefix, "ipv6");
for (const [network, prefix] of RESERVED_IPV4) reservedIPv6.addSubnet(NAT64 + network, 96 + prefix, "ipv6");

/**
 * Whether an IP address belongs to the public internet, so that a runner may connect to it. Whatever is not an
 * address, has a zone, or maps an IPv4 address into IPv6 is not public.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !reservedIPv4.check(address, "ipv4");
    case 6:
      return !address.includes("%") && routedIPv6.check(address, "ipv6") && !reservedIPv6.check(address, "ipv6");
    default:
      return false;
  }
}
