import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReadOnlyMount } from "../../sandbox-driver.ts";
import { runtimeApiAddress } from "../../runtime-api-address.ts";
import { insideGid, insideUid, type RootLayout } from "./bubblewrap-arguments.ts";

const rootLinks = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];
const etcCopies = ["ld.so.cache", "ld.so.conf", "nsswitch.conf", "localtime", "services", "protocols", "ssl/openssl.cnf"];
const etcShared = ["/etc/ssl/certs", "/etc/alternatives", "/etc/pki/ca-trust/extracted", "/etc/pki/tls/certs"];

/** Looks at the host once and writes the sandboxes' small /etc into `directory`, with the name server that they have, if any. What is there stays: running sandboxes see it. */
export function createRootLayout(directory: string, nameServer?: string): RootLayout {
  const etcDirectory = join(directory, "etc");
  mkdirSync(etcDirectory, { recursive: true });
  writeIdentityFiles(etcDirectory, nameServer);
  for (const name of etcCopies) copyIfPresent(join("/etc", name), join(etcDirectory, name));
  const etcPaths = [...etcShared, ...javaConfiguration()].filter((path) => existsSync(path) && realpathSync(path) === path);
  // Mount points must exist: /etc is read-only when they are mounted.
  for (const path of etcPaths) mkdirSync(join(directory, path), { recursive: true });
  const present = rootLinks.filter((path) => existsSync(path));
  const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();
  return {
    readOnly: ["/usr", ...present.filter((path) => !isLink(path))].map(atItsPath),
    links: present.filter(isLink).map((path) => ({ path, target: readlinkSync(path) })),
    etcDirectory,
    etc: etcPaths.map(atItsPath),
  };
}

/**
 * The same from an unpacked OCI image at `image`, as the helper sees it: its directories in place of the host's, its /etc with
 * the sandboxes' own users, hosts and resolver where it has such files. What sandboxes have of their own is not the image's.
 */
export function createImageLayout(image: string, host: RootLayout): RootLayout {
  const entries = readdirSync(image, { withFileTypes: true }).filter((entry) => !ownEntries.has(entry.name) && entry.name !== "etc");
  const links = entries.filter((entry) => entry.isSymbolicLink());
  const identityFiles = ["passwd", "group", "hosts", "hostname", "resolv.conf"].filter((name) => isPlainFile(join(image, "etc", name)));
  return {
    readOnly: entries.filter((entry) => entry.isDirectory()).map(({ name }) => ({ hostPath: join(image, name), sandboxPath: `/${name}` })),
    links: links.map(({ name }) => ({ path: `/${name}`, target: readlinkSync(join(image, name)) })),
    etcDirectory: join(image, "etc"),
    etc: identityFiles.map((name) => ({ hostPath: join(host.etcDirectory, name), sandboxPath: `/etc/${name}` })),
  };
}

/** What every sandbox makes itself. */
const ownEntries: ReadonlySet<string> = new Set(["dev", "home", "opt", "proc", "run", "sys", "tmp", "var"]);

function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function atItsPath(path: string): ReadOnlyMount {
  return { hostPath: path, sandboxPath: path };
}

/** Debian's JDKs keep their configuration there, and do not start without it. */
function javaConfiguration(): readonly string[] {
  return readdirSync("/etc")
    .filter((name) => /^java-\d+-openjdk$/.test(name))
    .map((name) => join("/etc", name));
}

function writeIdentityFiles(etc: string, nameServer: string | undefined): void {
  const user = "sbx_user1051";
  writeOnce(
    join(etc, "passwd"),
    `root:x:0:0:root:/root:/sbin/nologin\n${user}:x:${insideUid}:${insideGid}::/home/${user}:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n`,
  );
  writeOnce(join(etc, "group"), `root:x:0:\n${user}:x:${insideGid}:\nnogroup:x:65534:\n`);
  writeOnce(join(etc, "hosts"), `127.0.0.1 localhost\n::1 localhost ip6-localhost\n${runtimeApiAddress.host} sandbox.localdomain\n`);
  writeOnce(join(etc, "hostname"), "sandbox\n");
  // Without one nothing answers on any network there: resolvers ask 127.0.0.1:53 and are refused at once.
  const resolver = nameServer === undefined ? "options timeout:1 attempts:1\n" : `nameserver ${nameServer}\noptions timeout:2 attempts:3\n`;
  writeOnce(join(etc, "resolv.conf"), resolver);
}

function writeOnce(path: string, content: string): void {
  if (!existsSync(path)) writeFileSync(path, content);
}

function copyIfPresent(source: string, target: string): void {
  if (!existsSync(source) || existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(realpathSync(source), target);
  if (source.endsWith("nsswitch.conf")) writeFileSync(target, withoutHostServices(readFileSync(target, "utf8")));
}

/** Name services that talk to daemons of the host (systemd, sss) are not reachable inside and would only cost time. */
function withoutHostServices(text: string): string {
  return text.replaceAll(/\b(systemd|resolve|sss|mymachines|myhostname|mdns\w*)\b(\s*\[[^\]]*\])?/g, "");
}
