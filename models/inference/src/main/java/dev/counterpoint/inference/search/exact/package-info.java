/** Every vector of an index is looked at: how, and where they are in the file. */
package dev.counterpoint.inference.search.exact;
