import { createRouter, createWebHistory } from 'vue-router'
import { takeCode } from './doors/code'
import { admit } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
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
    { path: '/sign-in', name: 'sign-in', component: () => import('./doors/SignInPage.vue'), meta: { title: 'Sign in', door: 'sign-in' } },
    { path: '/sign-in/second-step', name: 'second-step', component: () => import('./doors/SecondStepPage.vue'), meta: { title: 'Sign in', door: 'second-step' } },
    { path: '/set-up', name: 'set-up', component: () => import('./doors/SetUpPage.vue'), meta: { title: 'Set up', door: 'set-up' } },
    { path: '/password', name: 'password', component: () => import('./doors/PasswordPage.vue'), meta: { title: 'Choose a password', door: 'link' } },
    { path: '/forgotten', name: 'forgotten', component: () => import('./doors/ForgottenPage.vue'), meta: { title: 'Forgotten password', door: 'forgotten' } },
    { path: '/invitation', name: 'invitation', component: () => import('./doors/InvitationPage.vue'), meta: { title: 'Invitation', door: 'link' } },
    { path: '/confirm', name: 'confirm', component: () => import('./doors/ConfirmPage.vue'), meta: { title: 'Confirm', door: 'link' } },
    { path: '/account', name: 'account', component: () => import('@/features/account/AccountPage.vue'), meta: { title: 'Account' } },
    { path: '/admin/users', name: 'users', component: () => import('@/features/users/UsersPage.vue'), meta: { title: 'Users', administers: true } },
    { path: '/audit', name: 'audit', component: () => import('@/features/audit/AuditView.vue'), props: { title: 'Audit' }, meta: { title: 'Audit', administers: true } },
    {
      path: '/p/:project',
      component: () => import('./pages/ProjectPage.vue'),
      children: [
        { path: '', redirect: (to) => ({ name: 'dashboard', params: to.params }) },
        { path: 'dashboard', name: 'dashboard', component: () => import('./pages/DashboardPage.vue'), meta: { title: 'Dashboard' } },
        {
          path: 'stories/:story?',
          name: 'stories',
          component: () => import('@/features/stories/StoriesPage.vue'),
          meta: { title: 'Stories' },
        },
        { path: 'board/:story?', name: 'board', component: () => import('./pages/BoardPage.vue'), meta: { title: 'Board' } },
        { path: 'workers', name: 'workers', component: () => import('@/features/workers/WorkersPage.vue'), meta: { title: 'Workers' } },
        { path: 'members', name: 'members', component: () => import('./pages/MembersPage.vue'), meta: { title: 'Members' } },
        { path: 'audit', name: 'project-audit', component: () => import('./pages/ProjectAuditPage.vue'), meta: { title: 'Audit' } },
        { path: 'settings', name: 'settings', component: () => import('./pages/SettingsPage.vue'), meta: { title: 'Settings' } },
      ],
    },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./pages/LostPage.vue') },
  ],
})

router.beforeEach(admit)

router.afterEach((to) => {
  document.title = [to.meta.title, to.params.project, 'Throughline'].filter(Boolean).join(' · ')
})
