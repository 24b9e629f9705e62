import * as z from 'zod'

/** As the plan judges them. */
const isDay = z.compile(z.iso.date())
const isMoment = z.compile(z.iso.datetime({ offset: true }))

const PHONE = /^(?:\+?86)?1[3-9]\d{9}$/
/** What has no place in the YAML of an enum. */
const UNFIT = /[\p{C}\ufffd]|^__proto__$/u

/** Beyond, a text is no value of an enum. */
const MAX_DISTINCT = 200
const MAX_ENUM_TEXT = 60

export type Kind = 'text' | 'number' | 'int' | 'bool' | 'null' | 'list' | 'object'

/** What was seen of the values of one property; bounded, however much traffic there is. */
export type ValueProfile = {
  kinds: Record<Kind, number>
  /** text → how often; null once there are too many to be an enum. */
  distinct: Map<string, number> | null
  /** At which observation the last new text came. */
  lastNew: number
  seen: number
  longest: number
  min: number
  max: number
  /** Digits after the point, at most. */
  digits: number
  empty: number
  days: number
  moments: number
  phones: number
  mails: number
  idCards: number
  /** Of lists: how long, and of what. */
  largest: number
  element: ValueProfile | null
  fields: Map<string, ValueProfile> | null
  objects: number
}

export const createValueProfile = (): ValueProfile => ({
  kinds: { text: 0, number: 0, int: 0, bool: 0, null: 0, list: 0, object: 0 },
  distinct: new Map(),
  lastNew: 0,
  seen: 0,
  longest: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  digits: 0,
  empty: 0,
  days: 0,
  moments: 0,
  phones: 0,
  mails: 0,
  idCards: 0,
  largest: 0,
  element: null,
  fields: null,
  objects: 0,
})

const MAX_FIELDS = 50
/** Lists are looked into this far. */
export const MAX_ELEMENTS = 50

const addText = (profile: ValueProfile, text: string): void => {
  profile.kinds.text += 1
  profile.longest = Math.max(profile.longest, text.length)
  if (text === '') profile.empty += 1
  if (isDay.validate(text)) profile.days += 1
  if (isMoment.validate(text)) profile.moments += 1
  if (PHONE.test(text)) profile.phones += 1
  if (/[^\s@]+@[^\s@]+\.[a-z]{2,}/i.test(text)) profile.mails += 1
  if (/^\d{17}[\dXx]$/.test(text)) profile.idCards += 1
  if (profile.distinct === null) return
  const known = profile.distinct.get(text)
  if (known === undefined) profile.lastNew = profile.seen
  if (
    known === undefined &&
    (profile.distinct.size >= MAX_DISTINCT || text.length > MAX_ENUM_TEXT || UNFIT.test(text))
  ) {
    profile.distinct = null
    return
  }
  profile.distinct.set(text, (known ?? 0) + 1)
}

const addNumber = (profile: ValueProfile, value: number): void => {
  profile.kinds[Number.isSafeInteger(value) ? 'int' : 'number'] += 1
  if (PHONE.test(String(value))) profile.phones += 1
  profile.min = Math.min(profile.min, value)
  profile.max = Math.max(profile.max, value)
  profile.digits = Math.max(profile.digits, String(value).split('.')[1]?.length ?? 0)
}

const addList = (profile: ValueProfile, list: readonly unknown[]): void => {
  profile.kinds.list += 1
  profile.largest = Math.max(profile.largest, list.length)
  for (const one of list.slice(0, MAX_ELEMENTS)) {
    if (typeof one === 'object' && one !== null && !Array.isArray(one))
      addObject(profile, one as Record<string, unknown>)
    else {
      profile.element ??= createValueProfile()
      addValue(profile.element, one)
    }
  }
}

const addObject = (profile: ValueProfile, object: Readonly<Record<string, unknown>>): void => {
  profile.objects += 1
  profile.fields ??= new Map()
  for (const [name, value] of Object.entries(object)) {
    const field = profile.fields.get(name) ?? createValueProfile()
    if (profile.fields.size < MAX_FIELDS) profile.fields.set(name, field)
    addValue(field, value)
  }
}

/** Takes one more value into account. */
export const addValue = (profile: ValueProfile, value: unknown): void => {
  profile.seen += 1
  if (value === null || value === undefined) profile.kinds.null += 1
  else if (typeof value === 'string') addText(profile, value)
  else if (typeof value === 'number') addNumber(profile, value)
  else if (typeof value === 'boolean') profile.kinds.bool += 1
  else if (Array.isArray(value)) addList(profile, value)
  else {
    profile.kinds.object += 1
    addObject(profile, value as Record<string, unknown>)
  }
}
