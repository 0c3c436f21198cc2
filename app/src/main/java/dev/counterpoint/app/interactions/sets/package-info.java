/** Interactions of data sets, beside what classifiers of their modalities reach. */
package dev.counterpoint.app.interactions.sets;
