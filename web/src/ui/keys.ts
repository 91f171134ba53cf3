/** Whether keys go into a field, where single letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Whether something lies above the page that keys belong to. */
export const hasOverlay = (): boolean => document.querySelector('[role=dialog], [role=menu]') !== null
