import { App } from '../App.jsx';
import { getGrant } from '../livebox.js';

export const dynamic = 'force-dynamic';

export default async function Page() {
  return <App grant={await getGrant('Conference-1')} />;
}
