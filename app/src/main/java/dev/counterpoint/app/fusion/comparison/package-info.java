/** Methods that train fusions, beside one another: the same data, seeds and first values. */
package dev.counterpoint.app.fusion.comparison;
