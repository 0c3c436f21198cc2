/** Methods that give each modality a learning rate of its own. */
package dev.counterpoint.models.balance.rate;
