import type { FunnelStepAnswer } from '@maidian/schemas'

/** A step is called by its event; null is any event. */
export const stepName = (step: Pick<FunnelStepAnswer, 'event'> | undefined, anyEvent: string): string =>
  step?.event ?? anyEvent

/** A group of a breakdown is one text per property, empty where there is none; the rest is joined as `Other`. */
export const groupName = (value: readonly string[], words: { none: string }): string =>
  value.map(text => (text === '' ? words.none : text)).join(' · ')
