/** Whether methods differ: the same seeds and splits under each, differences, intervals, tests. */
package dev.counterpoint.app.statistics;
