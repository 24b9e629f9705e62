const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }

/** The time of day of an ISO instant, where the reader is. */
export const formatTime = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, TIME).format(new Date(iso))

/** The whole instant, where the reader is, with its zone. */
export const formatInstant = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(iso))
