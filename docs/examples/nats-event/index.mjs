/** Takes an order that nobody waits for. An event that fails is tried twice more, under the same request id. */
export const handler = async (order, context) => {
  if (!Number.isInteger(order.quantity) || order.quantity < 1) throw new RangeError(`not a quantity: ${order.quantity}`);
  console.log(`order ${order.id}: ${order.quantity} of ${order.item}`);
  return { id: order.id, requestId: context.awsRequestId };
};
