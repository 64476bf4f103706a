/** Looks like an address of version 4 or 6; a proxy is trusted to write real ones. */
const addressForm = /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[^:]*:)[0-9a-f:.]{2,45})$/i;

/**
 * The client's address as that many trusted proxies tell it, each of which has appended whom it serves to X-Forwarded-For. What the client itself has put
 * before that is not looked at. Who is connected, `peer`, if there are no proxies or they say nothing.
 */
export function sourceIpOf(peer: string, forwardedFor: string, proxies: number): string {
  if (proxies === 0 || forwardedFor === "") return peer;
  const told = forwardedFor.split(",").map((address) => address.trim());
  const address = told.at(-Math.min(proxies, told.length)) ?? "";
  return addressForm.test(address) ? address : peer;
}
