import { createRouter, createWebHistory } from 'vue-router'

/** Pages of a project stand under /p/: a project's key may be any word, also one that the server answers at itself. */
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./pages/HomePage.vue') },
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
        { path: 'workers', name: 'workers', component: () => import('@/features/workers/WorkersPage.vue'), meta: { title: 'Workers' } },
      ],
    },
    { path: '/:rest(.*)*', name: 'lost', component: () => import('./pages/LostPage.vue') },
  ],
})

router.afterEach((to) => {
  const title = to.meta.title as string | undefined
  document.title = [title, to.params.project, 'Throughline'].filter(Boolean).join(' · ')
})
