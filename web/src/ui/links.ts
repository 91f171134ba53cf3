/** A link as it is sent to somebody: with this server's address, as one sees it here. */
export const whole = (link: string): string => new URL(link, location.origin).href
