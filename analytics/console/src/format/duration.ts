export type DurationUnits = { day: string; hour: string; minute: string; second: string }

const spaced = (language: string): Intl.NumberFormat => new Intl.NumberFormat(language, { maximumFractionDigits: 1 })

/**
 * Seconds as a person says them, in the two largest units that matter: `45 s`, `3 min 12 s`, `2 d 4 h`. What is not
 * known, such as the time to a step that nobody reached, is a dash.
 */
export const formatDuration = (seconds: number | null, units: DurationUnits, language: string): string => {
  if (seconds === null) return '–'
  if (seconds < 59.95) return `${spaced(language).format(seconds)} ${units.second}`
  const whole = Math.round(seconds)
  if (whole < 3600) return two(whole, [60, units.minute], [1, units.second])
  if (whole < 86_400) return two(whole, [3600, units.hour], [60, units.minute])
  return two(whole, [86_400, units.day], [3600, units.hour])
}

type Unit = [seconds: number, name: string]

const two = (seconds: number, [large, largeName]: Unit, [small, smallName]: Unit): string => {
  // Rounded in the small unit first, so that 59 min 59.7 s does not become 60 min.
  const smalls = Math.round(seconds / small)
  const count = Math.floor((smalls * small) / large)
  const rest = smalls - (count * large) / small
  return rest === 0 ? `${count} ${largeName}` : `${count} ${largeName} ${rest} ${smallName}`
}
