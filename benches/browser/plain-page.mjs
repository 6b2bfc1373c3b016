// The page that the files page is measured beside: the shortest that searches as one types, with uFuzzy in a web worker. It says as the files
// page does when its count is that of the question, so that both are watched in the same way.

const count = document.querySelector('.files__count');
const worker = new Worker('/engine-worker.mjs', { type: 'module' });

worker.onmessage = ({ data }) => {
  count.textContent = data.error ?? `${data.count ?? 'All'} found`;
  count.setAttribute('aria-busy', 'false');
  const rows = (data.hits ?? []).map((path) => {
    const row = document.createElement('li');
    row.textContent = path;
    return row;
  });
  document.querySelector('ol').replaceChildren(...rows);
};

document.querySelector('#search').addEventListener('input', ({ target }) => {
  count.setAttribute('aria-busy', 'true');
  worker.postMessage({ query: target.value });
});

worker.postMessage({ name: 'uFuzzy', setting: 0, limit: Infinity });
