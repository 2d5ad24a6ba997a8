import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPublicAddress } from "./public-address.ts";

describe("isPublicAddress", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "2606:4700::1111",
    "64:ff9b::8.8.8.8",
  ])("allows %s", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    ["unspecified", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["link-local, cloud metadata", "169.254.169.254"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.9"],
    ["benchmarking", "198.19.255.255"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["IPv4-compatible", "::8.8.8.8"],
    ["IPv4-mapped", "::ffff:127.0.0.1"],
    ["IPv4-mapped", "::ffff:8.8.8.8"],
    ["IPv4-mapped in hex", "::ffff:7f00:1"],
    ["NAT64 of a private address", "64:ff9b::10.0.0.1"],
    ["NAT64 of loopback in hex", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::1"],
    ["Teredo", "2001::1"],
    ["6to4", "2002:7f00:1::"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff::1"],
    ["unique-local", "fc00::1"],
    ["unique-local", "fdff::1"],
    ["link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["not an address", "localhost"],
    ["decimal, which is not an address", "2130706433"],
    ["octal, which is not an address", "0177.0.0.1"],
    ["nothing", ""],
  ])("refuses %s: %s", (_, address) => expect(isPublicAddress(address)).toBe(false));

  it("refuses every address whose first octet is private, loopback, multicast or reserved", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const first = fc.oneof(fc.constantFrom(0, 10, 127), fc.integer({ min: 224, max: 255 }));
    fc.assert(
      fc.property(first, octet, octet, octet, (a, b, c, d) => {
        const address = `${a}.${b}.${c}.${d}`;
        return (
          !isPublicAddress(address) && !isPublicAddress(`::ffff:${address}`) && !isPublicAddress(`64:ff9b::${address}`)
        );
      }),
    );
  });
});
