/**
 * The way from sandboxes to the public internet: a bridge on the host whose ports are isolated from each other, a pair of interfaces for each
 * sandbox, masquerading, and rules that let nothing else through. Needs root, ip(8) and nft(8). Ports are made ahead, because making one takes
 * milliseconds; what a helper that was killed leaves of a bridge and rules is replaced by the next one of the same directory.
 */
import { execFile } from "node:child_process";
import { closeSync, readFileSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { promisify } from "node:util";
import type { NetworkNamespaces } from "../bubblewrap/helper/network-namespace.ts";
import { DnsForwarder } from "./dns-forwarder.ts";
import { firewallRules, isIn, numberOf, partsOf, type NatPlan } from "./firewall-rules.ts";

const run = promisify(execFile);
const commandTimeoutMs = 10_000;
/** RFC 2544's networks for benchmarks: no host on the internet or a LAN has such an address. */
const firstNetwork = numberOf("198.18.0.0");
const networks = 32;
const networkBits = 20;
const hostsPerNetwork = 2 ** (32 - networkBits);
const portsAhead = 4;
const forwardingFile = "/proc/sys/net/ipv4/ip_forward";
const cleanEnvironment = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" };

/** How to open the network. */
export interface NatOptions {
  readonly nftPath: string;
  readonly nftEnvironment: Readonly<Record<string, string>>;
  /** Names this driver among those of the host. */
  readonly instance: string;
  readonly networks: NetworkNamespaces;
  /** Given, sandboxes of an earlier helper go on with these ports; `wasSoleRouter` is what that helper's network was. */
  readonly kept?: { readonly ports: readonly number[]; readonly wasSoleRouter: boolean };
}

/** One sandbox's port: a namespace whose only way out is the bridge. */
export class NatPort {
  readonly index: number;
  #namespaceFd: number | undefined;

  constructor(index: number, namespaceFd: number | undefined) {
    this.index = index;
    this.#namespaceFd = namespaceFd;
  }

  /** The namespace's descriptor, which is the caller's from now on. */
  takeNamespace(): number {
    const fd = this.#namespaceFd;
    if (fd === undefined) throw new Error("the port's namespace is in use already");
    this.#namespaceFd = undefined;
    return fd;
  }

  /** Lets go of a namespace that nobody took; its interfaces go with it. */
  close(): void {
    if (this.#namespaceFd !== undefined) closeSync(this.#namespaceFd);
    this.#namespaceFd = undefined;
  }
}

/** The bridge of one driver. */
export class NatNetwork {
  readonly #options: NatOptions;
  readonly #plan: NatPlan;
  readonly #dns: DnsForwarder;
  readonly #taken = new Set<number>();
  readonly #ready: NatPort[] = [];
  #refilling: Promise<void> | undefined;
  #next = 2;
  #isClosed = false;

  private constructor(options: NatOptions, plan: NatPlan, dns: DnsForwarder) {
    this.#options = options;
    this.#plan = plan;
    this.#dns = dns;
    for (const index of options.kept?.ports ?? []) this.#taken.add(index);
  }

  /** True if nobody routed through this host before. */
  get soleRouter(): boolean {
    return this.#plan.soleRouter;
  }

  /** Makes bridge and rules. Throws with the tool's own words. */
  static async open(options: NatOptions): Promise<NatNetwork> {
    const kept = keptNetwork(options);
    const plan = kept ?? planNetwork(options.instance);
    try {
      await removeNetwork(options, plan, kept === undefined ? undefined : options.kept?.ports);
      if (kept === undefined) {
        await ip([`link add ${plan.name} type bridge`, `addr add ${plan.gateway}/${networkBits} dev ${plan.name}`, `link set ${plan.name} up`]);
        disableIpv6(plan.name);
      }
      const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
      await nft(
        options,
        firewallRules(
          plan,
          own.filter(({ family }) => family === "IPv4").map(({ address }) => address),
        ),
      );
      if (plan.soleRouter) writeFileSync(forwardingFile, "1");
      const dns = await DnsForwarder.open(plan.gateway);
      const network = new NatNetwork(options, plan, dns);
      await network.#refill();
      return network;
    } catch (error) {
      // What failed here fails there too, and says the same.
      await removeNetwork(options, plan).catch(() => undefined);
      if (plan.soleRouter) writeFileSync(forwardingFile, "0");
      throw new Error(`the sandboxes' network could not be made: ${wordsOf(error)}`, { cause: error });
    }
  }

  /** The address of the name server that sandboxes see. */
  get gateway(): string {
    return this.#plan.gateway;
  }

  /** A port of a sandbox's own, made ahead if there is one. */
  async take(): Promise<NatPort> {
    const port = this.#ready.pop() ?? (await this.#make());
    this.#refilling ??= this.#refill()
      .catch(() => undefined)
      .finally(() => (this.#refilling = undefined));
    return port;
  }

  /** The port of an earlier helper's sandbox. */
  adopt(index: number): NatPort {
    this.#taken.add(index);
    return new NatPort(index, undefined);
  }

  /** Its sandbox is gone. */
  release(port: NatPort): void {
    port.close();
    this.#taken.delete(port.index);
  }

  /** Takes away bridge, rules and routing. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#refilling;
    for (const port of this.#ready.splice(0)) this.release(port);
    this.#dns[Symbol.dispose]();
    await removeNetwork(this.#options, this.#plan);
    if (this.#plan.soleRouter) writeFileSync(forwardingFile, "0");
  }

  async #refill(): Promise<void> {
    while (!this.#isClosed && this.#ready.length < portsAhead) this.#ready.push(await this.#make());
  }

  async #make(): Promise<NatPort> {
    const namespaceFd = this.#options.networks.create();
    const port = new NatPort(this.#takeIndex(), namespaceFd);
    try {
      await this.#connect(port.index, namespaceFd);
      return port;
    } catch (error) {
      this.release(port);
      throw error;
    }
  }

  async #connect(index: number, namespaceFd: number): Promise<void> {
    const { name, gateway, network } = this.#plan;
    const host = portName(name, index);
    await ip([
      `link add ${host} type veth peer name eth0 netns /proc/${process.pid}/fd/${namespaceFd}`,
      `link set ${host} master ${name}`,
      `link set ${host} type bridge_slave isolated on`,
      `link set ${host} up`,
    ]);
    const base = numberOf(network.split("/")[0] ?? "");
    const mask = partsOf(2 ** 32 - hostsPerNetwork);
    this.#options.networks.configure(namespaceFd, { name: "eth0", address: partsOf(base + index), mask, gateway: partsOf(numberOf(gateway)) });
  }

  #takeIndex(): number {
    for (let tried = 0; tried < hostsPerNetwork; tried += 1) {
      const index = this.#next;
      // 0 names the network, 1 is the bridge, the last is for broadcasts.
      this.#next = index + 1 < hostsPerNetwork - 1 ? index + 1 : 2;
      if (this.#taken.has(index)) continue;
      this.#taken.add(index);
      return index;
    }
    throw new Error("all addresses for sandboxes are taken");
  }
}

/** The network whose bridge an earlier helper has made, if sandboxes go on with it. */
function keptNetwork({ instance, kept }: NatOptions): NatPlan | undefined {
  if (kept === undefined || kept.ports.length === 0) return undefined;
  const name = bridgeName(instance);
  const gateway = networkInterfaces()[name]?.find(({ family }) => family === "IPv4")?.address;
  if (gateway === undefined) return undefined;
  return { name, gateway, network: `${partsOf(numberOf(gateway) - 1).join(".")}/${networkBits}`, soleRouter: kept.wasSoleRouter };
}

/** A network of the instance's own that no interface of the host is in. */
function planNetwork(instance: string): NatPlan {
  const own = Object.entries(networkInterfaces())
    .filter(([name]) => name !== bridgeName(instance))
    .flatMap(([, addresses]) => addresses ?? [])
    .filter(({ family }) => family === "IPv4");
  const start = Number.parseInt(instance.slice(0, 6), 16);
  for (let tried = 0; tried < networks; tried += 1) {
    const base = firstNetwork + ((start + tried) % networks) * hostsPerNetwork;
    const network = `${partsOf(base).join(".")}/${networkBits}`;
    if (own.some(({ address }) => isIn([network], address))) continue;
    const soleRouter = readFileSync(forwardingFile, "latin1").trim() === "0";
    return { name: bridgeName(instance), gateway: partsOf(base + 1).join("."), network, soleRouter };
  }
  throw new Error("every network of 198.18.0.0/15 is in use on this host");
}

function bridgeName(instance: string): string {
  return `mfy${instance.slice(0, 8)}`;
}

function portName(bridge: string, index: number): string {
  return `${portPrefix(bridge)}${index.toString(36)}`;
}

/** At most twelve characters of the fifteen that an interface's name may have are followed by the port's number. */
function portPrefix(name: string): string {
  return `${name.slice(0, 11)}-`;
}

/** Also what an earlier helper of the directory left. Ports go with their namespaces, but only soon after. Given `keptPorts`, these and the bridge stay. */
async function removeNetwork(options: NatOptions, plan: NatPlan, keptPorts?: readonly number[]): Promise<void> {
  await nft(options, `table inet ${plan.name}\ndelete table inet ${plan.name}\n`);
  const kept = new Set(keptPorts?.map((index) => portName(plan.name, index)));
  if (keptPorts !== undefined) kept.add(plan.name);
  const left = readFileSync("/proc/self/net/dev", "latin1").matchAll(/^\s*(\S+):/gm);
  const own = [...left]
    .flatMap(([, name = ""]) => (name === plan.name || name.startsWith(portPrefix(plan.name)) ? [name] : []))
    .filter((name) => !kept.has(name));
  for (const name of own) await ip([`link del ${name}`]).catch(refuseUnlessGone(name));
}

function refuseUnlessGone(name: string): (error: unknown) => void {
  return (error) => {
    if (readFileSync("/proc/self/net/dev", "latin1").includes(`${name}:`)) throw error;
  };
}

function disableIpv6(name: string): void {
  try {
    writeFileSync(`/proc/sys/net/ipv6/conf/${name}/disable_ipv6`, "1");
  } catch {
    // The kernel has no IPv6.
  }
}

function ip(lines: readonly string[]): Promise<void> {
  return feed("ip", ["-batch", "-"], { input: lines.join("\n"), environment: cleanEnvironment });
}

function nft({ nftPath, nftEnvironment }: NatOptions, rules: string): Promise<void> {
  return feed(nftPath, ["-f", "-"], { input: rules, environment: { ...cleanEnvironment, ...nftEnvironment } });
}

interface Feed {
  readonly input: string;
  readonly environment: Readonly<Record<string, string>>;
}

async function feed(program: string, words: readonly string[], { input, environment }: Feed): Promise<void> {
  const running = run(program, words, { env: environment, timeout: commandTimeoutMs });
  // A program that ends early says why itself.
  running.child.stdin?.on("error", () => undefined);
  running.child.stdin?.end(input);
  await running;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "ip or nft is not installed. To mend it: sudo apt-get install -y iproute2 nftables";
  return "stderr" in error && typeof error.stderr === "string" && error.stderr !== "" ? error.stderr.trim() : error.message;
}
