import { useBench } from "./emulated-client";

describe.each([{}, { auditPaging: "offset" }])("audit records (%j)", (switches) => {
  const bench = useBench({ switches });

  it("tell what was changed since a day, page by page", async () => {
    const { client, customer, emulator } = bench();
    const { auditRecords, budgets } = client();
    const customerId = customer("withPlan").id;
    const startDate = new Date(emulator.clock.now() - 60_000).toISOString();
    for (const amount of ["10", "20", "30", "40.5"]) await budgets.set({ customerId, amount });
    await budgets.set({ customerId: customer("new").id, amount: "1" });
    const filter = { field: "CustomerId", operator: "equals", value: customerId } as const;
    const { items } = await auditRecords.list({ startDate, filter, size: 2 }).all();
    expect(items).toHaveLength(4);
    expect(items.at(-1)).toMatchObject({
      customerId,
      operationType: "update_customer_spending_budget",
      resourceNewValue: expect.stringContaining("40.5"),
    });
    expect((await auditRecords.list({ startDate }).all()).items).toHaveLength(5);
    await expect(auditRecords.list({ startDate: "yesterday" }).all()).rejects.toMatchObject({ status: 400 });
  });
});
