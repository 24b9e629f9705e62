import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type PageProps = { name: 'live' | 'funnels' | 'paths'; aside?: ReactNode; children: ReactNode }

/** A page with its heading; its name is also the window's title. */
export const Page = ({ name, aside, children }: PageProps) => {
  const { t } = useTranslation()
  return (
    <article className="page">
      <title>{`${t(`page.${name}`)} · Maidian`}</title>
      <div className="page-head">
        <div>
          <h1>{t(`page.${name}`)}</h1>
          <p className="hint">{t(`about.${name}`)}</p>
        </div>
        {aside}
      </div>
      {children}
    </article>
  )
}
