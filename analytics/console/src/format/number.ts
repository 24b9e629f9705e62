/** `12,345` */
export const formatCount = (count: number, language: string): string => new Intl.NumberFormat(language).format(count)

/** A share of 1 as per cent; small shares keep enough digits not to read as nothing. */
export const formatShare = (share: number, language: string): string => {
  const digits = share > 0 && share < 0.01 ? 2 : 1
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share)
}
