import ui from '@/i18n/en/ui'
import { useText } from '@/i18n/text'

const text = useText(ui)

// The order matters: what comes later pretends to be what comes earlier.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
]

const first = (of: typeof browsers, text: string): string | undefined => of.find(([pattern]) => pattern.test(text))?.[1]

/** What people call the browser that a User-Agent header tells of; a program's own name when it is none. */
export function browserName(agent: string): string {
  const [browser, system] = [first(browsers, agent), first(systems, agent)]
  if (browser) return system ? text.browser.on(browser, system) : browser
  return agent.split(/[/\s]/)[0] || text.browser.unknown
}

export const isPhone = (agent: string): boolean => /\b(?:iPhone|iPad|Android|Mobile)\b/.test(agent)
