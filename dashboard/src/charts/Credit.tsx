/** The notice that the licence of the chart library asks for. */
export function Credit() {
  return (
    <p className="credit">
      Charts by{' '}
      <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
        TradingView
      </a>{' '}
      Lightweight Charts™
    </p>
  );
}
