import { expect, it } from "vitest";
import { isReachableAddress } from "./reachable-address.ts";

it.each([
  "169.254.0.1",
  "169.254.169.254",
  "169.254.255.255",
  "fe80::1",
  "fe80::1%eth0",
  "febf:ffff::1",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "64:ff9b::a9fe:a9fe",
  "100.100.100.200",
  "fd00:ec2::254",
  "not an address",
  "",
])("refuses %s", (address) => expect(isReachableAddress(address)).toBe(false));

it.each([
  "10.0.0.1",
  "127.0.0.1",
  "192.168.1.1",
  "172.16.0.1",
  "100.100.100.201",
  "169.253.255.255",
  "169.255.0.0",
  "::1",
  "fd00::1",
  "fec0::1",
  "::ffff:10.0.0.1",
  "2606:4700::1111",
  "93.184.216.34",
])("reaches %s", (address) => expect(isReachableAddress(address)).toBe(true));
