import { concernsOthers, type Effect, type Rule, type Say } from './rule.ts'

const CLIENTS: Record<Effect, Say> = {
  breaks: { en: 'breaks old clients', zh: '旧客户端会违规' },
  warns: { en: 'old clients may be judged otherwise', zh: '旧客户端的校验结果可能不同' },
  safe: { en: 'old clients pass', zh: '旧客户端不受影响' },
}

const QUERIES: Record<Effect, Say> = {
  breaks: { en: 'breaks existing queries', zh: '现有查询会出错' },
  warns: { en: 'existing queries may read otherwise', zh: '现有查询的结果可能不同' },
  safe: { en: 'existing queries go on', zh: '现有查询不受影响' },
}

const SILENT: Say = {
  en: 'SILENT: old clients pass every check, yet existing queries are wrong from this release on, and nothing will say so',
  zh: '静默出错：旧客户端照样通过所有校验，但从这次发布起现有查询的结果就是错的，而且不会有任何提示',
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** For whom something breaks, as a sentence; nothing to say where all is safe, or where nobody outside is concerned. */
export const whomText = (of: { rule: Rule; clients: Effect; queries: Effect }): Say | undefined => {
  const { rule, clients, queries } = of
  if (!concernsOthers(rule)) return undefined
  if (clients === 'safe' && queries === 'safe') return undefined
  if (rule.silent && queries === 'breaks') return SILENT
  return {
    en: capital(`${CLIENTS[clients].en}; ${QUERIES[queries].en}`),
    zh: `${CLIENTS[clients].zh}，${QUERIES[queries].zh}`,
  }
}
