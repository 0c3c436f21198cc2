/** What every format of captioned pictures shares: what a person gives, and what can be wrong. */
package dev.counterpoint.datasets.captioned.source;
