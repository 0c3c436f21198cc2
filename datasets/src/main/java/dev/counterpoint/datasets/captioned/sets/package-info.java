/** The one way to open captioned pictures of any format, and those with a name. */
package dev.counterpoint.datasets.captioned.sets;
