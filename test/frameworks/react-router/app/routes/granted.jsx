import { App } from '../App.jsx';
import { getGrant } from '../livebox.server.js';

export async function loader() {
  return { grant: await getGrant('Conference-1') };
}

export default function Page({ loaderData }) {
  return <App grant={loaderData.grant} />;
}
