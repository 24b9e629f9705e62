/** A finite number as a decimal text with `scale` digits after the point, halves away from zero: 1.005 → 1.01. */
export const roundDecimal = (value: number, scale: number): string => {
  const text = String(value)
  if (text.includes('e')) return roundedDigits(value, scale)
  // Prices mostly have no more digits than they may.
  const point = text.indexOf('.')
  if (point === -1) return scale === 0 ? text : `${text}.${'0'.repeat(scale)}`
  if (text.length - point - 1 <= scale) return text.padEnd(point + 1 + scale, '0')
  return roundedDigits(value, scale)
}

const roundedDigits = (value: number, scale: number): string => {
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  const digits = whole + fraction
  // The number is `digits` × 10^shift once it is multiplied by 10^scale.
  const shift = Number(exponent) - fraction.length + scale
  const scaled =
    shift >= 0
      ? BigInt(digits) * 10n ** BigInt(shift)
      : (BigInt(digits) * 2n + 10n ** BigInt(-shift)) / (2n * 10n ** BigInt(-shift))
  const text = scaled.toString().padStart(scale + 1, '0')
  const sign = value < 0 && scaled !== 0n ? '-' : ''
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`
}
