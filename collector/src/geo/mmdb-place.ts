import type { Geo } from '@maidian/schemas'

type Named = { iso_code?: string; names?: Partial<Record<string, string>> }

/** The records of places in mmdb files: nested as MaxMind and DB-IP have them, or flat. */
export type MmdbRecord = {
  country?: Named
  registered_country?: Named
  subdivisions?: Named[]
  city?: Named | string
  country_code?: string
  state1?: string
}

/** Chinese where there is any: shops and their analysts are. */
const nameOf = (named: Named | undefined): string => named?.names?.['zh-CN'] ?? named?.names?.en ?? ''

/** A record as a place: the country as ISO 3166-1 alpha-2, region and city by name, empty where unknown. Null without a country. */
export const placeOf = (record: MmdbRecord): Geo | null => {
  const country = record.country?.iso_code ?? record.registered_country?.iso_code ?? record.country_code ?? ''
  if (country === '') return null
  const { city } = record
  return {
    country,
    region: nameOf(record.subdivisions?.[0]) || (record.state1 ?? ''),
    city: typeof city === 'string' ? city : nameOf(city),
  }
}
