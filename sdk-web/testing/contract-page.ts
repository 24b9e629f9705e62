import { platformContract } from '@maidian/sdk-core/testing/contract'
import { createWebPlatform } from '../src/platform/web-platform.ts'

/** Runs the platform contract in this page; resolves to what was broken, by title. */
export const runContract = async (): Promise<Record<string, string>> => {
  const broken: Record<string, string> = {}
  for (const { title, check } of platformContract) {
    try {
      await check(createWebPlatform())
    } catch (cause) {
      broken[title] = String(cause)
    }
  }
  return { ran: String(platformContract.length), ...broken }
}
