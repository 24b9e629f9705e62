/** What a column of the spreadsheet is about, in the order in which it is written. */
export const COLUMNS = [
  'event',
  'title',
  'when',
  'property',
  'meaning',
  'type',
  'required',
  'values',
  'unit',
  'privacy',
  'sources',
  'owner',
  'status',
] as const
export type Column = (typeof COLUMNS)[number]

/** Columns that hold a text, and so come once per language. */
export const TEXT_COLUMNS: readonly Column[] = ['title', 'when', 'meaning', 'values']

/** The header that is written, and what teams write in its place. */
const HEADERS: Record<Column, readonly string[]> = {
  event: ['事件名', '事件英文名', '事件id', '事件标识', '事件编码', 'event', 'event name', 'event key'],
  title: ['事件标题', '事件中文名', '事件显示名', '事件名称', '显示名', 'title', 'display name', 'event title'],
  when: ['触发时机', '上报时机', '触发条件', '事件说明', '事件描述', 'when', 'trigger', 'description'],
  property: [
    '属性名',
    '属性英文名',
    '属性id',
    '参数名',
    '参数',
    '字段名',
    '字段',
    'property',
    'property name',
    'parameter',
  ],
  meaning: [
    '属性含义',
    '属性说明',
    '属性中文名',
    '属性显示名',
    '属性名称',
    '参数说明',
    '参数含义',
    '含义',
    'meaning',
    'property description',
  ],
  type: ['类型', '属性类型', '数据类型', '属性值类型', '参数类型', 'type', 'data type'],
  required: ['必填', '是否必填', '必传', '是否必传', 'required'],
  values: ['取值', '枚举', '枚举值', '取值范围', '取值/枚举', '示例值', '属性值', 'values', 'enum'],
  unit: ['单位', 'unit'],
  privacy: ['隐私', '是否敏感', '敏感', 'privacy', 'pii'],
  sources: ['平台', '上报端', '应埋点平台', '端', '来源', 'platform', 'platforms', 'source', 'sources'],
  owner: ['负责人', '需求方', '归属', 'owner'],
  status: ['状态', 'status'],
}

const plain = (text: string): string => text.trim().toLowerCase().replace(/[*＊]/g, '').replace(/\s+/g, ' ')

const BY_HEADER = new Map(COLUMNS.flatMap(column => HEADERS[column].map(header => [plain(header), column] as const)))

/** The header of a column; of a further language, with the language behind it. */
export const headerOf = (column: Column, language?: string): string =>
  `${HEADERS[column][0]}${language === undefined ? '' : ` (${language})`}`

/** What a header means; null for one that nobody knows, which is left alone. */
export const columnOf = (header: string): { column: Column; language?: string } | null => {
  const [, bare = header, language] = /^(.*?)\s*[(（]([a-z]{2})[)）]$/.exec(header.trim()) ?? []
  const column = BY_HEADER.get(plain(bare))
  if (column === undefined) return null
  return { column, ...(language !== undefined && { language }) }
}
