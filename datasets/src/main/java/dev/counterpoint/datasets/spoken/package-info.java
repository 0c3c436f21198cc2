/** Spoken digits: the Free Spoken Digit Dataset, and what takes its place where there is none. */
package dev.counterpoint.datasets.spoken;
