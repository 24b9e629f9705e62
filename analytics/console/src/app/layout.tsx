import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import { useAccess } from '../api/api-context.tsx'
import { useProjects } from '../api/use-projects.ts'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { ProjectSwitch } from './project-switch.tsx'
import { SideNav } from './side-nav.tsx'
import { TokenForm } from './token-form.tsx'

/** The frame around every page. */
export const Layout = () => {
  const { t } = useTranslation()
  const { given } = useAccess()
  const projects = useProjects()
  // No page asks before it is known whom about; once a token was given, what is being edited must not go away.
  const first = projects.isPending && given === 0
  const loading = <p className="hint">{t('app.loading')}</p>
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <aside className="side">
        <div className="side-inner">
          <Link to="/" className="brand">
            <BrandMark />
            {t('app.title')}
          </Link>
          <SideNav />
          <a className="side-link side-foot" href="/shop/" target="_blank" rel="noreferrer">
            <Icon name="shop" />
            {t('app.shop')}
          </a>
          {/* What the licence of the countries asks for, CC BY 4.0. */}
          <a className="side-credit" href="https://db-ip.com" target="_blank" rel="noreferrer">
            {t('app.places')}
          </a>
        </div>
      </aside>
      <header className="top">
        <ProjectSwitch />
        <LanguageSwitch />
      </header>
      <main className="content" id="content" tabIndex={-1}>
        {first ? (
          loading
        ) : (
          <Suspense fallback={loading}>
            <Outlet />
          </Suspense>
        )}
      </main>
      <TokenForm />
    </div>
  )
}

const BrandMark = () => (
  <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="#1d6b64" />
    <path d="M8 22 16 12l8 7" stroke="#8fbcb6" strokeWidth="1.6" fill="none" />
    <circle cx="8" cy="22" r="3" fill="#f3f1ea" />
    <circle cx="16" cy="12" r="3.4" fill="#e0a458" />
    <circle cx="24" cy="19" r="3" fill="#f3f1ea" />
  </svg>
)
