/** Whether anybody but this machine, or this network, could follow an address that letters carry. */

/** Loopback, link-local and private ranges (RFC 1918, 3927, 4193, 6890); URL has already unfolded 0x7f.1 and 2130706433. */
const privateHost =
  /^(?:0|10|127)(?:\.\d+){3}$|^(?:169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168)(?:\.\d+){2}$|^\[(?:::1?\]|f[cd]|fe[89ab])|(?:^|\.)(?:localhost|local)$/;

/** Readers reach it: no private address, and a name with a domain. */
export function reachedByReaders(address: string): boolean {
  const { hostname } = new URL(address);
  return /[.:]/.test(hostname) && !privateHost.test(hostname);
}

/** Whether only this machine reaches the host, which may stand in brackets. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|\[?::1\]?|127(?:\.\d{1,3}){3})$/.test(host);
}
