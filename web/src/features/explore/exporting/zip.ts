/* A ZIP archive whose files are stored as they are: what a workbook of numbers is packed in. (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.) */

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** 1 January 1980: equal content makes an equal file. */
const dosDate = 0x21
const utf8Names = 0x0800

type Field = readonly [bytes: 2 | 4, value: number]

/** Numbers of 2 or 4 bytes, the lowest first. */
function fields(...values: readonly Field[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.reduce((sum, [bytes]) => sum + bytes, 0)))
  let at = 0
  for (const [bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
  return new Uint8Array(view.buffer)
}

export function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer>[] {
  const encoder = new TextEncoder()
  const parts: Uint8Array<ArrayBuffer>[] = []
  const directory: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (const [path, content] of Object.entries(files)) {
    const [name, body] = [encoder.encode(path), encoder.encode(content)]
    const about: readonly Field[] = [[2, 20], [2, utf8Names], [2, 0], [2, 0], [2, dosDate], [4, crc32(body)], [4, body.length], [4, body.length], [2, name.length], [2, 0]]
    const head = fields([4, 0x04034b50], ...about)
    directory.push(fields([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name)
    parts.push(head, name, body)
    at += head.length + name.length + body.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = Object.keys(files).length
  return [...parts, ...directory, fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0])]
}
