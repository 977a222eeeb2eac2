import { describe, expect, it } from 'vitest';
import { figureSentence, figureThreshold, figureValue } from './figure';

describe('figure', () => {
  it('is shown in the unit of its name', () => {
    expect(figureValue('mean of last 8', 0.52)).toBe('0.52 st');
    expect(figureValue('win rate', 0.4812)).toBe('48.1 %');
    expect(figureValue('hours in drawdown', 3.42)).toBe('3.4 h');
    expect(figureValue('drawdown', 0.31)).toBe('31.0 %');
    expect(figureValue('closed', 12)).toBe('12');
    expect(figureValue('profit factor', 1.234)).toBe('1.23');
    expect(figureValue('evaluating or active', 1)).toBe('yes');
  });

  it('is a dash while there are too few results', () => {
    expect(figureValue('mean of last 30', null)).toBe('–');
  });

  it('stands beside its threshold', () => {
    const figure = { name: 'mean of last 8', value: 0.3, relation: 'at least', threshold: 0.4, holds: false };
    expect(figureThreshold(figure)).toBe('≥ 0.40 st');
    expect(figureSentence(figure)).toBe('mean of last 8 0.30 st, must be ≥ 0.40 st');
    expect(figureSentence({ ...figure, value: 0.52, holds: true })).toBe('mean of last 8 0.52 st ≥ 0.40 st');
  });

  it('says that a significance nobody demands is advisory', () => {
    const figure = { name: 'significance', value: 0, relation: 'at least', threshold: 0, holds: true };
    expect(figureThreshold(figure)).toBe('advisory');
    expect(figureSentence(figure)).toBe('significance no, advisory');
    expect(figureThreshold({ ...figure, threshold: 1 })).toBe('must be yes');
    expect(figureSentence({ ...figure, threshold: 1, holds: false })).toBe('significance no, must be yes');
    expect(figureSentence({ ...figure, value: 1, threshold: 1 })).toBe('significance yes');
  });
});
