import { BlockList, isIP } from "node:net";

const refused = new BlockList();
refused.addSubnet("169.254.0.0", 16, "ipv4");
refused.addSubnet("fe80::", 10, "ipv6");
// Where clouds keep what machines may know of themselves, beside the link-local range.
refused.addAddress("100.100.100.200", "ipv4");
refused.addAddress("fd00:ec2::254", "ipv6");

const NAT64 = "64:ff9b::";
for (const prefix of ["::ffff:", NAT64]) {
  refused.addSubnet(`${prefix}169.254.0.0`, 112, "ipv6");
  refused.addAddress(`${prefix}100.100.100.200`, "ipv6");
}

/**
 * Whether a backend may be at this IP address. Companies have theirs on private networks; link-local ones, however they are
 * written, are no backends but what a machine tells of itself.
 */
export function isReachableAddress(address: string): boolean {
  const [plain = ""] = address.split("%");
  const family = isIP(plain);
  return family !== 0 && !refused.check(plain, family === 6 ? "ipv6" : "ipv4");
}
