import type { Cell, Sheet } from './sheet'
import { zip } from './zip'

/* The least workbook there is (ECMA-376, part 1): one sheet of numbers, moments and lengths of time, each as what it is. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const contents = 'http://schemas.openxmlformats.org/package/2006/content-types'
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Places in the list of formats below. */
const styles = { head: 1, local: 2, length: 3 }

/** XML has no place for most control characters. */
const escaped = (text: string): string => text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A, B … Z, AA. */
export const columnName = (index: number): string => (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

const string = (at: string, value: string, style = ''): string => `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`

/** Days since the last but one of 1899, as spreadsheets count them. */
const serial = ({ year, month, day, hour, minute, second }: Extract<Cell, { kind: 'local' }>): number =>
  Date.UTC(year, month - 1, day, hour, minute, second) / 86_400_000 + 25_569

function cell(at: string, of: Cell): string {
  if (of.kind === 'text') return string(at, of.value)
  if (of.kind === 'local') return `<c r="${at}" s="${styles.local}"><v>${serial(of)}</v></c>`
  return of.kind === 'length' ? `<c r="${at}" s="${styles.length}"><v>${of.value / 86_400}</v></c>` : `<c r="${at}"><v>${of.value}</v></c>`
}

export function sheetXml({ head, rows }: Sheet): string {
  const lines = [
    `<row r="1">${head.map((name, i) => string(`${columnName(i)}1`, name, ` s="${styles.head}"`)).join('')}</row>`,
    ...rows.map((row, r) => `<row r="${r + 2}">${row.map((one, i) => cell(`${columnName(i)}${r + 2}`, one)).join('')}</row>`),
  ]
  return [
    declaration,
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
    `<cols><col min="1" max="2" width="22" customWidth="1"/><col min="3" max="${Math.max(3, head.length)}" width="18" customWidth="1"/></cols>`,
    `<sheetData>${lines.join('')}</sheetData></worksheet>`,
  ].join('')
}

const stylesXml = [
  declaration,
  `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts>`,
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>',
  '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/>',
  '<xf numFmtId="164" applyNumberFormat="1" xfId="0"/><xf numFmtId="165" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>',
].join('')

/** The workbook's bytes. */
export function xlsx(sheet: Sheet, name: string): Uint8Array<ArrayBuffer>[] {
  // A sheet's name has no such signs, and 31 at most.
  const title = name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31) || 'Sheet1'
  return zip({
    '[Content_Types].xml': [
      declaration,
      `<Types xmlns="${contents}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
      `<Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/>`,
      `<Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
    ].join(''),
    '_rels/.rels': `${declaration}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': [
      `${declaration}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`,
      `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ].join(''),
    'xl/styles.xml': stylesXml,
    'xl/worksheets/sheet1.xml': sheetXml(sheet),
  })
}
