export function Wordmark() {
  return (
    <span class="wordmark" aria-label="nowthen" role="img"><b aria-hidden="true">now</b><span aria-hidden="true">then</span></span>
  );
}
