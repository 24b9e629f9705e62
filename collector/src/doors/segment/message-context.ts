import type { Context } from '@maidian/schemas'
import { firstText, type Json, known, objectOf, sizeOf, textOf } from '../values.ts'

const CAMPAIGN = { source: 'source', medium: 'medium', name: 'campaign', term: 'term', content: 'content' }

/** The campaign as utm parameters, without those that the page's own url has. */
const utmOf = (campaign: Json, query: URLSearchParams): URLSearchParams => {
  const utm = new URLSearchParams()
  for (const [field, name] of Object.entries(CAMPAIGN)) {
    const value = textOf(campaign[field])
    if (value !== '' && !query.has(`utm_${name}`)) utm.set(`utm_${name}`, value)
  }
  return utm
}

/** Where an event happened: its url with the campaign in it, or the name of a screen and the campaign. */
const placeOf = (url: string, screen: string, campaign: Json): Pick<Context, 'url' | 'path' | 'query'> => {
  if (!URL.canParse(url)) return { path: screen, query: utmOf(campaign, new URLSearchParams()).toString() }
  const page = new URL(url)
  const utm = utmOf(campaign, page.searchParams)
  if (utm.size === 0) return { url }
  page.search = page.search === '' ? utm.toString() : `${page.search}&${utm}`
  return { url: page.href }
}

/** RudderStack's library for browsers calls itself the app. */
const appOf = (context: Json): Json => {
  const app = objectOf(context.app)
  return textOf(app.name) === textOf(objectOf(context.library).name) ? {} : app
}

const networkOf = ({ wifi, cellular }: Json): string => {
  if (wifi === true) return 'wifi'
  return cellular === true ? 'cellular' : ''
}

/**
 * What a message says of page, screen, app and device, as our context. A `page` call may say it among its properties.
 * Fields of the wrong type count as absent.
 */
export const messageContext = (message: Json, type: string): Context => {
  const context = objectOf(message.context)
  const page = objectOf(context.page)
  const properties = type === 'page' ? objectOf(message.properties) : {}
  const screen = objectOf(context.screen)
  const app = appOf(context)
  const os = objectOf(context.os)
  const named = type === 'screen' ? firstText(message.name, objectOf(message.properties).name, message.event) : ''
  return known({
    ...placeOf(firstText(page.url, properties.url), named, objectOf(context.campaign)),
    title: firstText(page.title, properties.title),
    referrer: firstText(page.referrer, properties.referrer),
    screen: sizeOf(screen.width, screen.height),
    viewport: sizeOf(screen.innerWidth, screen.innerHeight),
    language: textOf(context.locale),
    tz: textOf(context.timezone),
    app: known({ name: textOf(app.name), version: textOf(app.version) }),
    os: `${textOf(os.name)} ${textOf(os.version)}`.trim(),
    model: textOf(objectOf(context.device).model),
    network: networkOf(objectOf(context.network)),
  }) as Context
}
