import type { Draft } from '../finding.ts'
import type { Plans } from '../plans.ts'
import type { Say } from '../rule.ts'

const placeSay = (place: string): Say => {
  if (place === 'event') return { en: "the event's own", zh: '事件自身' }
  if (place === 'variants') return { en: 'a variant', zh: '变体' }
  if (place === 'every_event') return { en: 'every event', zh: '公共属性' }
  return { en: place, zh: place }
}

const placesSay = (places: readonly string[]): Say => ({
  en: places.map(place => placeSay(place).en).join(', '),
  zh: places.map(place => placeSay(place).zh).join('、'),
})

/** Properties that changed their place, with every event in which they did. */
export const propertyMoves = ({ moves }: Plans): Draft[] => {
  const groups = new Map<string, typeof moves>()
  for (const move of moves) {
    const key = JSON.stringify([move.property, [...move.from].sort(), [...move.to].sort()])
    groups.set(key, [...(groups.get(key) ?? []), move])
  }
  return [...groups.values()].map(group => {
    const { property, from, to } = group[0]!
    const [old, now] = [placesSay(from), placesSay(to)]
    return {
      rule: 'property.moved',
      subject: property,
      at: { subject: `property:${property}` },
      events: group.map(({ event }) => event),
      fact: { en: `moved: ${old.en} → ${now.en}`, zh: `位置：${old.zh} → ${now.zh}` },
    }
  })
}
