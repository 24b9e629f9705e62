import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { loadPlan, parsePlan } from '../load/load-plan.ts'
import { problemText } from '../problem.ts'
import { planFiles } from '../write/plan-files.ts'
import { exportSheet } from './export-sheet.ts'
import { importSheet } from './import-sheet.ts'
import { readSheetFile, writeSheetFile } from './sheet-file.ts'
import { readType } from './sheet-type.ts'

const root = mkdtempSync(join(tmpdir(), 'maidian-sheet-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const OPTIONS = { plan: 'shop', owner: 'growth' }
const { content: shop } = loadPlan(fileURLToPath(new URL('../../plan', import.meta.url)))

/** What a spreadsheet has room for, of what is used by events alone. */
const essence = (plan: NonNullable<typeof shop>) =>
  Object.values(plan.events).map(({ name, title, fires, sources, owner, status, props }) => ({
    name,
    title,
    when: fires.when,
    sources,
    owner,
    status,
    props: props.map(use => {
      const { type, of, item, scale, unit, open, pii, store, say, enum: named } = plan.properties[use.name] ?? {}
      const values =
        named === undefined ? undefined : plan.enums[named]?.values.map(({ value, say: told }) => [value, told])
      const fields =
        item === undefined
          ? undefined
          : plan.types[item]?.props.map(({ name: field, required }) => ({ field, required }))
      return {
        name: use.name,
        required: use.required,
        type,
        of,
        item,
        scale,
        unit,
        open,
        pii,
        store,
        enum: named,
        meaning: { ...say, ...use.say },
        values,
        fields,
      }
    }),
  }))

describe.each(['plan.xlsx', 'plan.csv'])('the shop as %s', file => {
  test('comes back with its names, types, texts, enums, units and owners', async () => {
    if (!shop) throw new Error('the shop does not lint')
    const path = join(root, file)
    await writeSheetFile(path, exportSheet(shop))
    const { content, problems } = importSheet(await readSheetFile(path), OPTIONS)
    expect(problems).toEqual([])
    expect(essence(content)).toEqual(essence(shop))
    const errors = parsePlan(planFiles(content)).problems.filter(({ severity }) => severity === 'error')
    // Rules that a spreadsheet has no column for, such as the length of a text, are for a person to add.
    expect(errors.map(problemText)).toEqual([])
  })
})

describe('the sheet that a team keeps', () => {
  const HEADER = [
    '序号',
    '事件英文名',
    '事件中文名',
    '上报时机',
    '属性英文名',
    '属性中文名',
    '属性类型',
    '是否必传',
    '枚举值',
    '单位',
    '应埋点平台',
  ]

  test('headers by other names, merged cells, Chinese types, and a title row above', () => {
    const { content, problems, notes } = importSheet(
      [
        ['春山商店埋点需求'],
        HEADER,
        [1, 'pay_order', '支付订单', '支付成功后', 'order_no', '订单号', '字符串', '是', '', '', '小程序、服务端'],
        [null, null, null, null, 'pay_amount', '实付金额', '金额', '是', '', '元', null],
        [null, null, null, null, 'pay_way', '支付方式', '枚举', '否', 'wechat:微信；alipay:支付宝', '', null],
        [2, 'view_page', '浏览页面', '', '', '', '', '', '', '', 'H5'],
      ],
      OPTIONS,
    )
    expect(problems).toEqual([])
    expect(notes).toEqual(['columns that were not read: 序号'])
    expect(content.events.pay_order).toMatchObject({
      title: { zh: '支付订单' },
      sources: { mini: true, server: true },
      props: [
        { name: 'order_no', required: true },
        { name: 'pay_amount', required: true },
        { name: 'pay_way', required: false },
      ],
    })
    expect(content.properties).toMatchObject({
      pay_amount: { type: 'decimal', scale: 2, unit: 'CNY' },
      pay_way: { enum: 'pay_way' },
    })
    expect(content.enums.pay_way?.values).toEqual([
      { value: 'wechat', say: { zh: '微信' } },
      { value: 'alipay', say: { zh: '支付宝' } },
    ])
    expect(content.events.view_page?.sources).toEqual({ web: true })
  })

  test('what cannot be read names its row and column, and what to write', () => {
    const rows = [
      HEADER,
      [1, 'payOrder', '支付', '', 'amount', '金额', '很多', '', '', '', '电视'],
      [2, 'view', '看', '', 'amount', '金额', 'int', '', '', '', ''],
      [3, 'look', '看', '', 'amount', '金额', 'string', '', '', '', ''],
      [4, 'see', '看', '', 'colour', '颜色', '枚举', '', '', '', ''],
    ]
    expect(importSheet(rows, OPTIONS).problems).toEqual([
      { row: 2, column: 2, message: expect.stringContaining('lower-case') },
      { row: 2, column: 11, message: expect.stringContaining('电视 is no source') },
      { row: 2, column: 7, message: expect.stringContaining('很多 is no type') },
      { row: 4, column: 7, message: 'amount: type is int in row 3; a name has one definition' },
      { row: 5, column: 9, message: expect.stringContaining('list the values of colour') },
    ])
    expect(importSheet([['a', 'b']], OPTIONS).problems[0]?.message).toContain('there is no header')
  })

  test('a definition may be left out where the property was defined before, and a name, owner or word that is none is told', () => {
    const head = ['事件名', '属性名', '类型', '必填', '负责人', '单位']
    const { content, problems } = importSheet(
      [
        head,
        ['buy', 'fee', 'decimal(2)', '是', '', '元'],
        ['pay', 'fee', '', '否', '', ''],
        ['ship', 'fee', 'decimal(2)', '否', '', '分'],
      ],
      OPTIONS,
    )
    expect(content.events.pay?.props).toEqual([{ name: 'fee', required: false }])
    expect(problems).toEqual([{ row: 4, column: 6, message: 'fee: unit is CNY in row 2; a name has one definition' }])
    const wrong = [
      ['funnel', 'a', 'int', '是', '', ''],
      ['b', 'city', 'int', '是', '', ''],
      ['c', 'd', 'int', '大概', '张三', ''],
      ['e', 'f', 'list<g>', '', '', ''],
    ]
    expect(importSheet([head, ...wrong], OPTIONS).problems.map(({ row, column }) => `${row}:${column}`)).toEqual([
      '2:1',
      '3:2',
      '4:5',
      '4:4',
      '5:3',
    ])
  })

  test('the CSV that Excel in Chinese writes is read, too', async () => {
    const path = join(root, 'gbk.csv')
    // 事件名,事件标题 / buy,购买 in GBK.
    writeFileSync(path, Buffer.from('cac2bcfec3fb2ccac2bcfeb1eacce20a6275792cb9bac2f20a', 'hex'))
    expect(importSheet(await readSheetFile(path), OPTIONS).content.events.buy?.title).toEqual({ zh: '购买' })
  })

  test('no cell becomes a formula', async () => {
    const path = join(root, 'evil.csv')
    await writeSheetFile(path, [['事件名'], ['=HYPERLINK("http://x")'], ['+1'], ['@a']])
    expect(readFileSync(path, 'utf8')).not.toMatch(/(?:^|,|\n)"?[=+@]/)
  })
})

test.each([['en'], ['en, zh'], ['zh']])(
  'a plan in %s comes back in its languages, values with any sign in them too',
  languages => {
    const [first = ''] = languages.split(', ')
    const text = languages.includes(',') ? '{en: A, zh: 甲}' : 'A'
    const { content } = parsePlan([
      { path: 'plan.yaml', text: `plan: shop\nlanguages: [${languages}]\ndefaults: {owner: growth}\n` },
      {
        path: 'properties/a.yaml',
        text: `slot: {enum: slots, say: ${text}}\nother_slot: {enum: slots, open: true, say: ${text}}\n`,
      },
      {
        path: 'enums/e.yaml',
        text: `slots:\n  "10:30": ${text}\n  "=x": ${text}\n  "a, b; c": ${text}\n  "…": ${text}\n  'say "x"': ${text}\n`,
      },
      {
        path: 'events/buy.yaml',
        text: `event: buy\ntitle: ${text}\nfires: {when: ${text}}\nsources: {web: true}\nprops: [slot!, other_slot]\n`,
      },
    ])
    if (!content) throw new Error(first)
    const again = importSheet(exportSheet(content), OPTIONS)
    expect(again.problems).toEqual([])
    expect(again.content.languages).toEqual(content.languages)
    expect(essence(again.content)).toEqual(essence(content))
    expect(Object.keys(again.content.enums)).toEqual(['slots'])
  },
)

test('types, however they are written', () => {
  expect(readType('DECIMAL（18，2）')).toEqual({ type: 'decimal', scale: 2 })
  expect(readType('数组')).toEqual({ type: 'list', of: 'string' })
  expect(readType('list<cart_item>')).toEqual({ type: 'list', item: 'cart_item' })
  expect(readType('array<int>')).toEqual({ type: 'list', of: 'int' })
  expect(readType('whatever')).toBeNull()
})
