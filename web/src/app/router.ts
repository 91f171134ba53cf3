import { watchEffect } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import shell from '@/i18n/en/shell'
import { useText } from '@/i18n/text'
import { titleParts } from '@/ui/pageTitle'
import { followCrashes } from './crash/crash'
import { takeCode } from './doors/code'
import LostPage from './pages/LostPage.vue'
import { admit } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    /** A page for whoever is not signed in. */
    door?: 'sign-in' | 'second-step' | 'set-up' | 'forgotten' | 'link'
    /** For administrators of the instance only. */
    administers?: true
  }
}

// Before the history reads the address: a code in it is a secret, and addresses are shown, kept and sent on.
takeCode()

/** Pages of a project stand under /p/: a project's key may be any word, also one that the server answers at itself. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./pages/HomePage.vue') },
    { path: '/sign-in', name: 'sign-in', component: () => import('./doors/SignInPage.vue'), meta: { door: 'sign-in' } },
    { path: '/sign-in/second-step', name: 'second-step', component: () => import('./doors/SecondStepPage.vue'), meta: { door: 'second-step' } },
    { path: '/set-up', name: 'set-up', component: () => import('./doors/SetUpPage.vue'), meta: { door: 'set-up' } },
    { path: '/password', name: 'password', component: () => import('./doors/PasswordPage.vue'), meta: { door: 'link' } },
    { path: '/forgotten', name: 'forgotten', component: () => import('./doors/ForgottenPage.vue'), meta: { door: 'forgotten' } },
    { path: '/invitation', name: 'invitation', component: () => import('./doors/InvitationPage.vue'), meta: { door: 'link' } },
    { path: '/confirm', name: 'confirm', component: () => import('./doors/ConfirmPage.vue'), meta: { door: 'link' } },
    { path: '/items/:item', name: 'item', component: () => import('./pages/ItemLinkPage.vue') },
    { path: '/account', name: 'account', component: () => import('@/features/account/AccountPage.vue') },
    { path: '/admin/users', name: 'users', component: () => import('@/features/users/UsersPage.vue'), meta: { administers: true } },
    { path: '/audit', name: 'audit', component: () => import('@/features/audit/AuditView.vue'), meta: { administers: true } },
    {
      path: '/p/:project',
      component: () => import('./pages/ProjectPage.vue'),
      children: [
        { path: '', redirect: (to) => ({ name: 'dashboard', params: to.params }) },
        { path: 'dashboard', name: 'dashboard', component: () => import('./pages/DashboardPage.vue') },
        {
          path: 'stories/:story?',
          name: 'stories',
          component: () => import('./pages/StoriesListPage.vue'),
        },
        { path: 'board/:story?', name: 'board', component: () => import('./pages/BoardPage.vue') },
        { path: 'items/:item?', name: 'items', component: () => import('@/features/items/ItemsPage.vue') },
        { path: 'explore', name: 'explore', component: () => import('@/features/explore/ExplorePage.vue') },
        { path: 'workers', name: 'workers', component: () => import('@/features/workers/WorkersPage.vue') },
        { path: 'members', name: 'members', component: () => import('./pages/MembersPage.vue') },
        { path: 'audit', name: 'project-audit', component: () => import('./pages/ProjectAuditPage.vue') },
        { path: 'settings', name: 'settings', component: () => import('./pages/SettingsPage.vue') },
      ],
    },
    // Dropped from the production build with all it imports.
    ...(import.meta.env.MODE === 'production' ? [] : [{ path: '/gallery', name: 'gallery', component: () => import('./gallery/GalleryPage.vue'), meta: { door: 'link' as const } }]),
    { path: '/:rest(.*)*', name: 'lost', component: LostPage },
  ],
})

router.beforeEach(admit)

const text = useText(shell)

// Also when another language is chosen, or what is open gets another name.
watchEffect(() => {
  const { name, params } = router.currentRoute.value
  const page = text.pages[name as keyof typeof text.pages]
  document.title = [...titleParts.value, page, params.project, 'Throughline'].filter(Boolean).join(' · ')
})

followCrashes(router)
