/** What the host lets through between sandboxes and the world (SANDBOX.md §9), in the words of nft(8). Pure. */

/** One driver's part of the host's network. */
export interface NatPlan {
  /** Name of the bridge and of the rule table. */
  readonly name: string;
  /** Address of the bridge, and of the name server that sandboxes see. */
  readonly gateway: string;
  /** Network of the sandboxes, like 198.18.16.0/20. */
  readonly network: string;
  /** True if nobody routed through this host before: then nobody else does now either. */
  readonly soleRouter: boolean;
}

/** Private, shared, loopback, link-local (metadata), multicast and reserved networks: RFC 6890. */
const blockedNetworks = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Queries a second that one sandbox's name lookups may send on average; more are dropped, so that none keeps the forwarder from others. */
const lookupsPerSecond = 100;

/** A whole table, replacing one of the same name. `hostAddresses` are this host's own: reachable addresses of it are no way in either. */
export function firewallRules(plan: NatPlan, hostAddresses: readonly string[]): string {
  const { name, gateway, network, soleRouter } = plan;
  const blocked = [...blockedNetworks, ...hostAddresses.filter((address) => !isIn(blockedNetworks, address))];
  return `table inet ${name} {
  set blocked { type ipv4_addr; flags interval; auto-merge; elements = { ${blocked.join(", ")} } }
  set asking { type ipv4_addr; size 65535; flags dynamic; timeout 1m; }
  chain input {
    type filter hook input priority -10; policy accept;
    iifname "${name}" jump from-sandboxes
  }
  chain from-sandboxes {
    ip daddr ${gateway} udp dport 53 update @asking { ip saddr limit rate over ${lookupsPerSecond}/second burst 200 packets } drop
    ip daddr ${gateway} udp dport 53 accept
    ip daddr ${gateway} tcp dport 53 ct count over 64 drop
    ip daddr ${gateway} tcp dport 53 accept
    drop
  }
  chain forward {
    type filter hook forward priority -10; policy accept;
    iifname "${name}" oifname "${name}" drop
    iifname "${name}" meta nfproto ipv6 drop
    iifname "${name}" ip saddr != ${network} drop
    iifname "${name}" ip daddr @blocked drop
    iifname "${name}" tcp flags syn tcp option maxseg size set rt mtu
    iifname "${name}" accept
    oifname "${name}" ct state established,related accept
    oifname "${name}" drop${soleRouter ? "\n    drop" : ""}
  }
  chain postrouting {
    type nat hook postrouting priority 100; policy accept;
    ip saddr ${network} oifname != "${name}" masquerade
  }
}
`;
}

/** True if one of the networks holds the address. */
export function isIn(networks: readonly string[], address: string): boolean {
  return networks.some((network) => {
    const [base = "", bits = "32"] = network.split("/");
    const shift = 32 - Number(bits);
    return Math.floor(numberOf(base) / 2 ** shift) === Math.floor(numberOf(address) / 2 ** shift);
  });
}

/** An IPv4 address as a number. */
export function numberOf(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

/** The four parts of an address given as a number. */
export function partsOf(address: number): readonly number[] {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
}
