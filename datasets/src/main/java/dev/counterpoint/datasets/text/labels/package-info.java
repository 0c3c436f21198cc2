/** Names of classes and sentences to put them into, for zero-shot classification. */
package dev.counterpoint.datasets.text.labels;
