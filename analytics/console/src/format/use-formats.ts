import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from './duration.ts'
import { formatInstant, formatTime } from './instant.ts'
import { formatCount, formatShare } from './number.ts'

/** Numbers and times as the chosen language writes them. */
export const useFormats = () => {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(() => {
    const units = { day: t('unit.day'), hour: t('unit.hour'), minute: t('unit.minute'), second: t('unit.second') }
    return {
      count: (count: number) => formatCount(count, language),
      share: (share: number) => formatShare(share, language),
      duration: (seconds: number | null) => formatDuration(seconds, units, language),
      time: (iso: string) => formatTime(iso, language),
      instant: (iso: string) => formatInstant(iso, language),
    }
  }, [t, language])
}
