export interface Selected {
  text: string
  from: number
  to: number
}

/** Puts a mark around what is selected, or takes it away where it stands already. */
export function around({ text, from, to }: Selected, mark: string): Selected {
  const chosen = text.slice(from, to)
  const length = mark.length
  if (text.slice(from - length, from) === mark && text.slice(to, to + length) === mark && (length > 1 || text.slice(from - 2, from) !== '**')) {
    return { text: text.slice(0, from - length) + chosen + text.slice(to + length), from: from - length, to: to - length }
  }
  return { text: text.slice(0, from) + mark + chosen + mark + text.slice(to), from: from + length, to: to + length }
}

/** Makes a link of what is selected, and selects what is to be typed next. */
export function linked({ text, from, to }: Selected, placeholder: string): Selected {
  const chosen = text.slice(from, to)
  const isAddress = /^(https?:|mailto:)\S+$/.test(chosen)
  const [name, address] = isAddress ? [placeholder, chosen] : [chosen || placeholder, 'https://']
  const made = text.slice(0, from) + `[${name}](${address})` + text.slice(to)
  const start = isAddress || chosen === '' ? from + 1 : from + name.length + 3
  return { text: made, from: start, to: start + (isAddress || chosen === '' ? name : address).length }
}
