import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { insideGid, insideUid, type RootLayout } from "./bubblewrap-arguments.ts";

const rootLinks = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];
const etcCopies = ["ld.so.cache", "ld.so.conf", "nsswitch.conf", "localtime", "services", "protocols", "ssl/openssl.cnf"];
const etcShared = ["/etc/ssl/certs", "/etc/alternatives", "/etc/pki/ca-trust/extracted", "/etc/pki/tls/certs"];

/** Looks at the host once and writes the sandboxes' small /etc into `directory`. */
export function createRootLayout(directory: string): RootLayout {
  const etcDirectory = join(directory, "etc");
  mkdirSync(etcDirectory, { recursive: true });
  writeIdentityFiles(etcDirectory);
  for (const name of etcCopies) copyIfPresent(join("/etc", name), join(etcDirectory, name));
  const etcPaths = etcShared.filter((path) => existsSync(path) && realpathSync(path) === path);
  // Mount points must exist: /etc is read-only when they are mounted.
  for (const path of etcPaths) mkdirSync(join(directory, path), { recursive: true });
  const present = rootLinks.filter((path) => existsSync(path));
  const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();
  return {
    readOnlyPaths: ["/usr", ...present.filter((path) => !isLink(path))],
    links: present.filter(isLink).map((path) => ({ path, target: readlinkSync(path) })),
    etcDirectory,
    etcPaths,
  };
}

function writeIdentityFiles(etc: string): void {
  const user = "sbx_user1051";
  writeFileSync(
    join(etc, "passwd"),
    `root:x:0:0:root:/root:/sbin/nologin\n${user}:x:${insideUid}:${insideGid}::/home/${user}:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n`,
  );
  writeFileSync(join(etc, "group"), `root:x:0:\n${user}:x:${insideGid}:\nnogroup:x:65534:\n`);
  writeFileSync(join(etc, "hosts"), "127.0.0.1 localhost\n::1 localhost ip6-localhost\n");
  writeFileSync(join(etc, "hostname"), "sandbox\n");
  // Nothing answers on any network there; without a server, resolvers would wait for 127.0.0.1:53 and be refused at once.
  writeFileSync(join(etc, "resolv.conf"), "options timeout:1 attempts:1\n");
}

function copyIfPresent(source: string, target: string): void {
  if (!existsSync(source)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(realpathSync(source), target);
  if (source.endsWith("nsswitch.conf")) writeFileSync(target, withoutHostServices(readFileSync(target, "utf8")));
}

/** Name services that talk to daemons of the host (systemd, sss) are not reachable inside and would only cost time. */
function withoutHostServices(text: string): string {
  return text.replaceAll(/\b(systemd|resolve|sss|mymachines|myhostname|mdns\w*)\b(\s*\[[^\]]*\])?/g, "");
}
